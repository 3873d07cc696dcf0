"""The Qt window. Knows records and commands of metdesk; never the store, never SQL, never ReportLab."""
