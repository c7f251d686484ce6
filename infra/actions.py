"""What functions may do with the table, as they are wired."""

GET, QUERY, UPDATE = "dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"
PUT, BATCH_GET = "dynamodb:PutItem", "dynamodb:BatchGetItem"
DELETE, CHECK = "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"
BATCH_WRITE = "dynamodb:BatchWriteItem"
HAND_OUT = (GET, QUERY, UPDATE, DELETE)
"""What handing contacts out needs: a ticket goes when its contact and an agent find each other."""
