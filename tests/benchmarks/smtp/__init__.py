"""What bench_smtp sends into, and what it is compared with."""
