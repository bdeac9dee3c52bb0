"""The page: its parts, a file each; alone in knowing Streamlit."""
