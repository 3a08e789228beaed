package collect

import "time"

// Request is one request to a service: what a person who watches a run may see of it. It has
// no part of what was sent or answered. Who watches is told of it twice, when it is sent and
// when it ended.
type Request struct {
	// Ended says that what follows from Status on is known.
	Ended bool
	// Source is the id of the source that it was made for; empty where it was for several,
	// such as one for a token.
	Source string
	// Call is the name that the service's documentation has for it.
	Call string
	// Host is where it was sent.
	Host string
	// Status is that of HTTP, 0 where there was no answer.
	Status int
	// Took is how long the head of the answer was in coming.
	Took time.Duration
	// RequestID is what the service's support asks for.
	RequestID string
}
