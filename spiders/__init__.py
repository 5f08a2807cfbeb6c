"""One small module a place: attributes only. See CONTRIBUTING.md."""
