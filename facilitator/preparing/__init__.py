"""The look round before a session: is this laptop ready for a room, and do phones reach it?"""
