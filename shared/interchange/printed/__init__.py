"""Documents for paper: what stands on two A4 pages, and how it is written as PDF and as DOCX."""
