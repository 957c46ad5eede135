"""A 任务分解表 out to be edited in an office program, and back.

In:  a `Table` with the name of each row; later the bytes of the file as it came back, and how the rows stand now.
Out: an .xlsx with hidden marks; later what the file says otherwise, difference by difference.
Open first: `comparing.py`.
"""
