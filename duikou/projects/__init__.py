"""What was built: leads, projects with their stages, phases and outputs.

A project is one identity however often it is signed; its stages run lead → reserve → signed → started → under
construction → in production (or suspended, ended). A phase is a part that comes into use by itself; an output is what
was produced in a period.
"""
