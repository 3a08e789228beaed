package config

// Organization is what no API tells about the organization.
type Organization struct {
	// The organization's name, as the console shows it.
	Name string `yaml:"name" jsonschema:"minLength=1"`
	// The plan that the organization is on; many features need a certain one.
	Plan string `yaml:"plan" jsonschema:"enum=starter,enum=builder,enum=standard,enum=enterprise,enum=dedicated"`
	// The number of Pinecone's own AWS account, in quotes: the console shows it where a CMEK role is set up.
	PineconeAWSAccount string `yaml:"pinecone_aws_account" jsonschema:"pattern=^[0-9]{12}$" shape:"twelve digits"`
	// The numbers of the AWS accounts that are yours, in quotes. Access from any other is reported.
	AWSAccounts []string `yaml:"aws_accounts" jsonschema:"pattern=^[0-9]{12}$" shape:"twelve digits"`
	// The e-mail addresses of the organization's owners.
	Owners []string `yaml:"owners" jsonschema:"minLength=1"`
	// Single sign-on, as it is set up in the console.
	SSO SSO `yaml:"sso"`
	// The export of audit logs to S3, as it is set up in the console.
	AuditLogs AuditLogs `yaml:"audit_logs"`
	// What the team relies on when something breaks.
	Support Support `yaml:"support"`
	// What continuous integration does that no workflow of this repository says.
	CI CI `yaml:"ci"`
}

// SSO is the single sign-on of an organization.
type SSO struct {
	// Single sign-on is set up.
	Enabled bool `yaml:"enabled"`
	// All members must use it, and not only may.
	Enforced bool `yaml:"enforced"`
	// The identity provider.
	Provider string `yaml:"provider" jsonschema:"enum=okta,enum=entra,enum=google,enum=onelogin,enum=ping,enum=other"`
	// The identity provider's sign-in URL, as entered in the console.
	LoginURL string `yaml:"login_url" jsonschema:"minLength=1"`
	// The domains whose members sign in with it.
	EmailDomains []string `yaml:"email_domains" jsonschema:"minLength=1"`
	// The path of the identity provider's signing certificate, PEM or SAML metadata, from the manifest's folder or the
	// repository's root.
	Certificate string `yaml:"certificate" jsonschema:"minLength=1"`
	// The organization role of whoever signs in for the first time, such as OrgMember.
	DefaultRole string `yaml:"default_role" jsonschema:"minLength=1"`
	// The assertion consumer service URL that Pinecone gave.
	ACSURL string `yaml:"acs_url" jsonschema:"minLength=1"`
	// The entity id that Pinecone gave.
	EntityID string `yaml:"entity_id" jsonschema:"minLength=1"`
	// Where members' roles come from.
	RolesFrom string `yaml:"roles_from" jsonschema:"enum=console,enum=saml,enum=scim"`
	// The roles that the identity provider gives, and to whom, where roles_from is saml or scim.
	RoleMapping []MappedRole `yaml:"role_mapping"`
	// What SCIM sends as userName, such as user.email.
	SCIMUsername string `yaml:"scim_username" jsonschema:"minLength=1"`
	// The day on which the SCIM token expires, or the first of two.
	SCIMTokenExpires Expiry `yaml:"scim_token_expires"`
	// How many SCIM tokens there are.
	SCIMTokens int `yaml:"scim_tokens" jsonschema:"minimum=0"`
	// Which parameter of a login's event in the audit log tells the way of signing in. Your own logs show it, and no
	// document does.
	LoginParameter LoginParameter `yaml:"login_parameter"`
}

// LoginParameter is what of a login's event tells the way of signing in.
type LoginParameter struct {
	// The parameter's name: a member of event.parameters whose value is a text.
	Name string `yaml:"name" jsonschema:"required,minLength=1"`
	// The values that it has after signing in with single sign-on.
	Values []string `yaml:"values" jsonschema:"required,minItems=1,minLength=1"`
}

// MappedRole is a role that the identity provider gives.
type MappedRole struct {
	// The value that Pinecone reads: pinecone:OrgOwner, or pinecone:project:<project id>:ProjectEditor.
	Value string `yaml:"value" jsonschema:"required,minLength=1"`
	// The e-mail addresses of those who get it.
	Members []string `yaml:"members" jsonschema:"minLength=1"`
}

// CI is what continuous integration does that no workflow of this repository says.
type CI struct {
	// What the tests run against, where their workflows are elsewhere: local for Pinecone Local, or the name of a project.
	Tests string `yaml:"tests" jsonschema:"minLength=1"`
}

// AuditLogs is the export of audit logs.
type AuditLogs struct {
	// The export is on.
	Enabled bool `yaml:"enabled"`
	// The role that Pinecone assumes to write: an ARN, or where code declares it: terraform:<address>,
	// cloudformation:<logical id>, pulumi:<name>.
	Role string `yaml:"role" jsonschema:"minLength=1"`
	// The bucket, or bucket/prefix: a name, or terraform:<address> and the like.
	Bucket string `yaml:"bucket" jsonschema:"pattern=^([a-z]+:[^/]|[A-Za-z0-9._-]+(/|$))" shape:"a bucket's name, no URL"`
	// How many days the logs must be kept.
	RetentionDays int `yaml:"retention_days" jsonschema:"minimum=1"`
	// The path of the role's trust policy, a JSON file, from the manifest's folder or the repository's root. It is for
	// a role that no code declares and whose ARN is given.
	TrustPolicy string `yaml:"trust_policy" jsonschema:"minLength=1"`
	// The paths of all permissions policies of that role, inline and attached.
	PermissionsPolicies []string `yaml:"permissions_policies" jsonschema:"minLength=1"`
	// The path of the bucket's policy, for a bucket that no code declares and whose name is given.
	BucketPolicy string `yaml:"bucket_policy" jsonschema:"minLength=1"`
}

// Support is what the team relies on when something breaks.
type Support struct {
	// The availability that the team promises or needs, in percent and in quotes.
	SLA string `yaml:"sla" jsonschema:"pattern=^[0-9]{1\\,2}([.][0-9]+)?$" shape:"a percentage such as 99.95"`
	// Who opens a ticket: an address, a rota, a channel.
	Contact string `yaml:"contact" jsonschema:"minLength=1"`
	// The runbook: its URL, or its path from the manifest's folder or the repository's root.
	Runbook string `yaml:"runbook" jsonschema:"minLength=1"`
	// Somebody is subscribed to Pinecone's status page.
	StatusPageSubscribed bool `yaml:"status_page_subscribed"`
}
