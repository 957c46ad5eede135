"""Many documents to three Parquet tables, whatever the engine.

Enters: a folder, an archive or a table of documents. Leaves: OUT/{documents,items,repairs}/part-….parquet.

    listing    what there is to read, in one order: files, members of archives (`archives`), rows (`tables`)
    parts      stretches of that order: what is written, and done again, as one
    running    one run into OUT: which parts are still to be read, how far it is
    working    one process that reads; `crew` keeps several, and outlives what a document does to them
    nodes      one part read on another machine, its files sent back
    rows       a reading as rows; `schemas` says which columns there are
    output     the folder OUT: what is finished, what is not; `sealing` turns a part's rows into its files

Open first: `schemas.py`, then `parts.py`.
"""
