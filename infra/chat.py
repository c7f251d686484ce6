"""The routes of chats: customers' pages, and what agents and administrators read and edit."""

CHAT_ROUTES = (
    "GET /api/chats/groups/{organisation}/{group}",
    "POST /api/chats",
    "GET /api/chats/current",
    "POST /api/chats/current/end",
    "POST /api/chats/current/transcript",
    "POST /api/chats/messages",
    "GET /api/chats/answers",
    "GET /api/chats/{contact}",
    "GET /api/admin/groups/{group}/answers",
    "PUT /api/admin/groups/{group}/answers",
    "GET /api/admin/chats",
    "DELETE /api/admin/chats/{contact}",
)
