"""Law education of the public: events, media, public-interest projects and industry rules made under guidance."""
