"""textclean behind the interfaces of other libraries."""
