"""The YAML files that authors write."""
