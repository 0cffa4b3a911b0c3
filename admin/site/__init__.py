"""The pages and handlers of the whole site: signing in, first page, layout, errors, exports, access control."""
