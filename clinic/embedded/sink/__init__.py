"""A private post office for one machine: it receives the mails and texts the clinic sends, and shows them.

Nothing leaves the machine. It plays the two outside services the clinic talks to, an SMTP server and a text-message
provider, closely enough to be tested against: the provider has **no** idempotency (the same request twice is two
messages on a telephone), answers can be lost after the message was accepted, and status callbacks come twice.
"""
