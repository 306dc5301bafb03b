"""What is brought into the library: known by its content, found fit or refused in words, and drawn as pages; pure.

A file is only ever parsed in a child process with limits (`work`); nothing here runs what a file holds.
"""
