"""The kinds of pages that an editor can make, one module a kind; all are stock Wagtail pages with mixins of ours."""
