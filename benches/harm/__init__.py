"""What textclean does to clean documents, which is harm: words lost, marks set, lines moved.

    python -m benches.harm FOLDER

FOLDER has a `KIND.jsonl.xz` for each kind of document, an object a line with `id` and `text`. Edits
of `spacing` and `wrapped_lines` are no harm. Nor are those that mend a slip of the author: each was
judged by eye and stands in `accepted.tsv` with the reason, known by hashes.

`snapshot.tsv` has every harmful edit, by hash and offset and without the text. The run says which
are new since it was written and which are gone, as a reviewer wants to see; `--update` writes it
anew.
"""
