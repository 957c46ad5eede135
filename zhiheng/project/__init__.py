"""Settings and addresses: the site put together. Open first: settings.py."""
