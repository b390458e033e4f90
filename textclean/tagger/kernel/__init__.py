"""What the network computes, in integers: on numpy, and compiled for several instruction sets."""
