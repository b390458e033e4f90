"""Repairs collections of documents that outgrow a file, a machine or a run.

The rows of the inputs are cut into shards, and a shard is all that an engine knows of: it has a
function called for each (`shards.clean`), here or on other machines, and may do so again where a
machine is lost. What a shard makes stands whole or not at all, and so does the marker that says
that it is done, with the summary of it. So a run that was broken off goes on with what is missing.
"""
