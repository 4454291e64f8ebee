"""Write a folder of reports for many schools, and resume where an earlier run stopped."""
