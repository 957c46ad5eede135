"""A database back-end with no more features than those of 达梦, 人大金仓 and openGauss have in common."""
