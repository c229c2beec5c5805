"""Papers for those who have to agree before the kit is used: IT, data protection, accessibility."""
