package snapshot

// Call is how a live source saw a thing: the evidence beside a finding on it.
type Call struct {
	// Name is the one that the service's documentation has for the call:
	// "kms:GetKeyPolicy", "GET /indexes/{index_name}".
	Name string `json:"name"`
	// Account is an AWS account or a Pinecone project; Region an AWS region.
	Account string `json:"account,omitempty"`
	Region  string `json:"region,omitempty"`
	// Time is when, in RFC 3339 and UTC.
	Time string `json:"time"`
	// RequestID is what the service's support asks for.
	RequestID string `json:"request_id,omitempty"`
}
