"""What exists in AWS: one construct per capability, stacks that only wire and grant."""
