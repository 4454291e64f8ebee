"""The formats of a report: each is a module whose render() shows every kind of block, and knows no section."""
