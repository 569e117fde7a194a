"""Pages are checked before anybody reads them: by the village, by the agency, by Diskominfo, and each time by rule."""
