"""Find the typed spans of a text: numbers, toponyms, forces and actors.

Each module finds one kind, from a :class:`geo.clauses.Text`; none of them places, dates or links
anything.
"""
