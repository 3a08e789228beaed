// Package access decides AWS requests as AWS documents it: a request and the policies
// that AWS would look at go in, a decision with its reason comes out. What a policy leaves
// unknown, as Terraform source does, is kept unknown: a decision is given only where it
// stands whatever the unknown part turns out to be.
//
// The rules are those of the IAM User Guide, "Policy evaluation logic" and "IAM JSON
// policy element reference", of the KMS Developer Guide, "Key policies" and "Grants", and
// of the S3 User Guide, "Blocking public access". The package does no I/O.
package access

import "time"

// Request is one call, as AWS sees it when it decides. The zero value of a field that AWS
// would know means that it is not known, except that a context key that is neither in
// Context nor in UnknownContext is missing from the request.
type Request struct {
	// Principal is an ARN of a role, a user, a session (sts assumed-role or
	// federated-user), an account root or an identity provider, a 12-digit account, or a
	// service such as "ec2.amazonaws.com". Empty is an anonymous caller. A role's ARN is any
	// session of that role.
	Principal string
	// Action is one action, such as "sts:AssumeRole", in any case.
	Action string
	// Resource is an ARN without wildcards. Empty is a resource whose ARN is not known: a role
	// for actions of STS, a key for those of KMS.
	Resource string
	// ResourceAccount owns the resource; empty takes the account in its ARN. An S3 ARN has
	// none: then what depends on the account is undecided.
	ResourceAccount string
	// Context has condition keys in any case, each with its values. Keys that follow from
	// the other fields, such as aws:PrincipalArn, are filled in where they are missing here.
	Context map[string][]string
	// UnknownContext has keys that the request may or may not have, with values that
	// nobody knows. One that ends in * means all keys that begin so; "*" is every key that
	// is not in Context.
	UnknownContext []string
}

// Policies are all that AWS would look at for a request. A nil or empty field means that
// there is no such policy; one that exists and could not be read has its reason in the
// field ending in Unread, as a clause such as "iam:GetRolePolicy is missing".
type Policies struct {
	Identity []*Policy
	// Boundary is the principal's permissions boundary.
	Boundary *Policy
	Session  []*Policy
	// ServiceControl has the policies of each level from the organization's root down to
	// the account. Every level must allow.
	ServiceControl [][]*Policy
	// Resource is the bucket policy, the key policy or, for sts:AssumeRole, the trust policy.
	Resource *Policy
	// Grants are those of the KMS key.
	Grants []Grant
	// PublicAccess is what holds for the bucket: a setting is on where the bucket's or the
	// account's is.
	PublicAccess *PublicAccessBlock
	// Ownership is the bucket's object ownership. With "BucketOwnerEnforced" ACLs do not
	// count, and ACLUnread does not either.
	Ownership string

	IdentityUnread, BoundaryUnread, SessionUnread, ServiceControlUnread string
	ResourceUnread, GrantsUnread, PublicAccessUnread, ACLUnread         string

	// Now is when the request is made; the zero time is one that is not known.
	Now time.Time

	// AssumeCallerAllowed takes it that the caller's own identity policies allow the
	// request. It asks what the resource's side alone lets in: the policies of a foreign
	// account cannot be known, and its owner can change them. Boundary, Session and
	// ServiceControl still count where they are given.
	AssumeCallerAllowed bool
}

// Grant is a grant on a KMS key.
type Grant struct {
	// Name is what a person calls it: its name or id.
	Name string
	// Grantee is the grantee principal, as [Request.Principal].
	Grantee string
	// Operations are as KMS lists them: "Decrypt", without "kms:".
	Operations []string
	// EncryptionContextEquals and EncryptionContextSubset are its constraints; nil is none.
	EncryptionContextEquals, EncryptionContextSubset map[string]string
}

// PublicAccessBlock are S3's four settings.
type PublicAccessBlock struct {
	BlockPublicACLs, IgnorePublicACLs, BlockPublicPolicy, RestrictPublicBuckets bool
}
