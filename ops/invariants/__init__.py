"""What has to hold in the table, checked item by item; each file is about one kind of thing."""
