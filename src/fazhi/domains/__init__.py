"""One folder per statutory field; a domain knows the kernel and the engines, never another domain."""
