"""Evidence 佐证 of one of the assessed: its box of files.

Enters: files. Leaves: exhibits with what is doubted, the matrix of items and pieces, gaps, covers and directories, the archive.
Open actions/adding.py first, then box.py.
"""
