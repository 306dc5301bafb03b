"""One index of everything that can be found, written with the things: who asks finds what they may read now."""
