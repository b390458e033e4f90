"""textclean behind the interfaces of other libraries, and over documents in other formats."""
