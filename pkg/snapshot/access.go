package snapshot

// Access is what the policies of a resource permit: AWS's decision on the requests that
// rules ask about, each with the part of a policy that let it in or stopped it. A resource
// has it where it has a purpose that policies matter for: a role, a KMS key, a bucket, a
// policy document in a file.
type Access struct {
	// Shown are the answers without what only declarations say since a service that was asked
	// for it did not tell; nil where nothing is withheld.
	Shown *Access `json:"shown,omitempty"`
	// Pinecone is the account that Pinecone's roles are looked for in. Of a trust policy.
	Pinecone *Account `json:"pinecone,omitempty"`
	// Assume says who can assume the role. For Pinecone's role of each region there is an
	// answer with each external id; of all others the worst of each kind, and only those
	// that are allowed or unknown.
	Assume []Answer `json:"assume,omitempty"`
	// Trust are the statements of the trust policy.
	Trust []Statement `json:"trust,omitempty"`
	// ExternalIDs are those that the trust policy asks of Pinecone.
	ExternalIDs []ExternalID `json:"external_ids,omitempty"`
	// Problems are what AWS would refuse of a trust policy, by pointer.
	Problems []Place `json:"problems,omitempty"`
	// Use says what a role can do with the keys and buckets that it is linked to.
	Use []Answer `json:"use,omitempty"`
	// Covers says what of a bucket for logs the policies let its role list and put, as they
	// name it: in Object a sample, in the place's clause the pattern. Only what is allowed or,
	// without a place, unknown, and only where an organization declares the destination.
	Covers []Answer `json:"covers,omitempty"`
	// Elsewhere says what a role's own policies let it do beside using its keys and writing
	// logs: with other keys of its account, with other buckets, to logs that are there, and
	// with other services. Only what is allowed or unknown; each answer's clause says what, as
	// the policy has it.
	Elsewhere []Answer `json:"elsewhere,omitempty"`
	// Permissions are the statements of a role's own policies.
	Permissions []Statement `json:"permissions,omitempty"`
	// Unread are the policies of a role that were not read, so that what it may do is known
	// in part only.
	Unread []Place `json:"unread,omitempty"`
	// Administer says which identities of its account can change a KMS key's policy.
	Administer []Answer `json:"administer,omitempty"`
	// Others says who beside the owner's account reaches a KMS key or a bucket: the worst of
	// each kind and action, and only those that are allowed or unknown.
	Others []Answer `json:"others,omitempty"`
	// Asked are the answers to what rules of one's own ask, by the question's name.
	Asked map[string]Answer `json:"asked,omitempty"`
	// Plain says whether a bucket takes requests without TLS.
	Plain []Answer `json:"plain,omitempty"`
	// Public are the statements for which S3 calls a bucket's policy public, and
	// PublicUnknown the parts that could make it so.
	Public        []Place `json:"public,omitempty"`
	PublicUnknown []Place `json:"public_unknown,omitempty"`
}

// Account is Pinecone's AWS account, and who says so.
type Account struct {
	// ID is empty where nobody knows it.
	ID string `json:"id,omitempty"`
	// From is "manifest", "policy" where it is only assumed because the policy names it, or
	// "facts" for the account of Pinecone's integrations.
	From string `json:"from,omitempty"`
	// Named are the accounts of Pinecone's roles as the policy names them.
	Named []NamedAccount `json:"named,omitempty"`
}

// NamedAccount is an account that a policy takes for Pinecone's.
type NamedAccount struct {
	// ID is empty where it is not known.
	ID string `json:"id,omitempty"`
	Place
}

// The kinds of who asks.
const (
	// KindPinecone is Pinecone's role of a region, or the account of its integrations.
	KindPinecone = "pinecone"
	// KindOtherAccount has the name of Pinecone's role in an account that is not Pinecone's.
	KindOtherAccount = "other_account"
	// KindOtherPath has the name of Pinecone's role under a path.
	KindOtherPath = "other_path"
	// KindOtherRole is another identity of Pinecone's account, KindAccountRoot its root.
	KindOtherRole   = "other_role"
	KindAccountRoot = "account_root"
	// KindStrangerRole and the other strangers are of an account that nobody named.
	KindStrangerRole = "stranger_role"
	KindStrangerUser = "stranger_user"
	KindStrangerRoot = "stranger_root"
	// KindNamed is of an account that the policy names and that is neither Pinecone's nor
	// one's own. Over plain HTTP it is also whom the policy names of one's own account.
	KindNamed = "named"
	// KindOwn is of the account that owns the resource, or of one of the organization's.
	KindOwn = "own_account"
	// KindOrganization is of an AWS organization that the policy names.
	KindOrganization = "organization"
	KindService      = "service"
	KindFederated    = "federated"
	// KindAnonymous is anyone, without a signature.
	KindAnonymous = "anonymous"
	// KindRole is the resource's own role: what it can do.
	KindRole = "role"
	// KindAsked is whoever a rule of one's own asks about.
	KindAsked = "asked"
)

// The external ids that a request is tried with.
const (
	// ExternalRegistered is the one that is registered with Pinecone.
	ExternalRegistered = "registered"
	// ExternalOwn is one that the policy itself asks for.
	ExternalOwn       = "own"
	ExternalOther     = "other_project"
	ExternalUpperCase = "upper_case"
	ExternalWrong     = "wrong"
	ExternalNone      = "none"
)

// Answer is AWS's decision on one request.
type Answer struct {
	// Kind says who asks, Principal with which ARN.
	Kind      string `json:"kind"`
	Principal string `json:"principal,omitempty"`
	Action    string `json:"action"`
	// Resource is the id of the resource that was asked for, where it is another one.
	Resource string `json:"resource,omitempty"`
	// Object is the key of the object that was asked for in a bucket, or what the keys of a
	// listing begin with.
	Object string `json:"object,omitempty"`
	// Region is Pinecone's region.
	Region string `json:"region,omitempty"`
	// ExternalID is one of the constants, Registration the id of the registered key whose
	// external id it is.
	ExternalID   string `json:"external_id,omitempty"`
	Registration string `json:"registration,omitempty"`
	// Effect is allowed, explicitDeny, implicitDeny or unknown.
	Effect string `json:"effect"`
	// Wildcard says that a statement for everyone lets it in, or may, and no other does.
	Wildcard bool `json:"wildcard,omitempty"`
	// Place is the part of a policy that lets it in or stops it, with a clause that says
	// how; Beside are further parts.
	Place  Place   `json:"place"`
	Beside []Place `json:"beside,omitempty"`
	// Missing says, of a role and a key or bucket in different accounts, which halves do not
	// allow it: identity, resource.
	Missing []string `json:"missing,omitempty"`
	// CrossAccount says that a role and a key are known to be in different accounts.
	CrossAccount bool `json:"cross_account,omitempty"`
	// Conditional says that Effect is unknown only because the policy asks for something of
	// the request that its sender decides, such as where it comes from.
	Conditional bool `json:"conditional,omitempty"`
	// DependsOn are the unknown parts that could decide, where Effect is unknown.
	DependsOn []Place `json:"depends_on,omitempty"`
}

// Place is a part of a policy: the id of the resource that has it, the pointer into that
// resource's values, and a clause about it.
type Place struct {
	Resource string `json:"resource"`
	Pointer  string `json:"pointer"`
	Clause   string `json:"clause,omitempty"`
}

// Statement is a statement of a policy as it is written, each list as a list.
type Statement struct {
	Place
	Sid string `json:"sid,omitempty"`
	// Effect is Allow, Deny, or empty where it is unknown.
	Effect       string      `json:"effect,omitempty"`
	NotPrincipal bool        `json:"not_principal,omitempty"`
	NotAction    bool        `json:"not_action,omitempty"`
	NotResource  bool        `json:"not_resource,omitempty"`
	Principals   []Part      `json:"principals,omitempty"`
	Actions      []Part      `json:"actions,omitempty"`
	Resources    []Part      `json:"resources,omitempty"`
	Conditions   []Condition `json:"conditions,omitempty"`
	Unknown      []Place     `json:"unknown,omitempty"`
}

// Part is one string of a statement.
type Part struct {
	// Type is AWS, Service, Federated, CanonicalUser or * of a principal.
	Type    string `json:"type,omitempty"`
	Text    string `json:"text"`
	Pointer string `json:"pointer"`
	// Resource is the id of the resource whose ARN it is or begins with, where it refers to
	// one of the snapshot.
	Resource string `json:"resource,omitempty"`
	Unknown  bool   `json:"unknown,omitempty"`
}

// Condition is one key under one operator.
type Condition struct {
	Operator string `json:"operator"`
	Key      string `json:"key"`
	Pointer  string `json:"pointer"`
	Values   []Part `json:"values,omitempty"`
}

// ExternalID is one that a trust policy asks for.
type ExternalID struct {
	Value   string `json:"value"`
	Pointer string `json:"pointer"`
	// Projects are the names of other projects whose registered keys have it too.
	Projects []string `json:"projects,omitempty"`
}
