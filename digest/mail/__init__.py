"""Mail: a rendering becomes bytes, and the bytes reach a server, a folder or nobody."""
