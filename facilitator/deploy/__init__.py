"""Configuration to run the kit for many: JupyterHub, a container, Kubernetes (see README.md)."""
