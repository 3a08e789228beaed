package config

// Project is what the team knows and demands of one project.
type Project struct {
	// The project's name, as the console shows it.
	Name string `yaml:"name" jsonschema:"required,minLength=1"`
	// The project's id. It joins the declaration with what the APIs show even if the name changes.
	ID string `yaml:"id" jsonschema:"minLength=1"`
	// What the project is for. A project without it counts as production.
	Environment string `yaml:"environment" jsonschema:"enum=production,enum=staging,enum=development,enum=test"`
	// The classes of data that the project holds, in the team's own words, such as pii.
	DataClasses []string `yaml:"data_classes" jsonschema:"minLength=1"`
	// The e-mail addresses of those who may change the project.
	Admins []string `yaml:"admins" jsonschema:"minLength=1"`
	// Who creates API keys: automation only, or anyone who may.
	KeyCreation string `yaml:"key_creation" jsonschema:"enum=automation,enum=anyone"`
	// The names of the CI secrets that hold a key of the project, never their values; environment/NAME for a secret of
	// one deployment environment.
	CISecrets []string `yaml:"ci_secrets" jsonschema:"minLength=1"`
	// Customer-managed encryption keys.
	CMEK CMEK `yaml:"cmek"`
	// Private access through VPC endpoints.
	PrivateEndpoints PrivateEndpoints `yaml:"private_endpoints"`
	// The project's indexes and the load that they are designed for.
	Indexes []Index `yaml:"indexes"`
	// How the project's data is kept safe.
	Backups Backups `yaml:"backups"`
	// The programs that use the project.
	Workloads []Workload `yaml:"workloads"`
	// How the project is watched.
	Monitoring Monitoring `yaml:"monitoring"`
	// What was promised to others about the project's data.
	Commitments Commitments `yaml:"commitments"`
}

// CMEK is a project's customer-managed encryption.
type CMEK struct {
	// The project's data must be encrypted with the team's own key.
	Required bool `yaml:"required"`
	// The keys that are registered with the project.
	Keys []Key `yaml:"keys"`
}

// Key is a KMS key as it is registered with a project.
type Key struct {
	// The key's name in the console.
	Name string `yaml:"name" jsonschema:"required,minLength=1"`
	// The role that Pinecone assumes to use the key: an ARN, or where code declares it:
	// terraform:<address>, cloudformation:<logical id>, pulumi:<name>.
	Role string `yaml:"role" jsonschema:"minLength=1"`
	// The key: its ARN, or terraform:<address> and the like.
	Key string `yaml:"key" jsonschema:"minLength=1"`
	// The external id that was entered with the key, a UUID. It is no secret.
	ExternalID string `yaml:"external_id" jsonschema:"minLength=1"`
	// The path of the role's trust policy, a JSON file, from the manifest's folder or the repository's root. It is for
	// a role that no code declares and whose ARN is given.
	TrustPolicy string `yaml:"trust_policy" jsonschema:"minLength=1"`
	// The paths of all permissions policies of that role, inline and attached.
	PermissionsPolicies []string `yaml:"permissions_policies" jsonschema:"minLength=1"`
	// The path of the key's policy, for a key that no code declares and whose ARN is given.
	KeyPolicy string `yaml:"key_policy" jsonschema:"minLength=1"`
}

// PrivateEndpoints is a project's private access.
type PrivateEndpoints struct {
	// The project must be reached through private endpoints.
	Required bool `yaml:"required"`
	// Whether the project may also be reached over the internet, as it is set in the console.
	PublicAccess string `yaml:"public_access" jsonschema:"enum=enabled,enum=disabled"`
	// The endpoints that are registered with the project: vpce- ids, or terraform:<address>
	// and the like.
	Endpoints []string `yaml:"endpoints" jsonschema:"minLength=1"`
}

// Backups says how a project's data is kept safe.
type Backups struct {
	// How much of the newest data may be lost, such as 24h.
	RecoveryPoint Duration `yaml:"recovery_point"`
	// How many days a backup must be kept.
	RetentionDays int `yaml:"retention_days" jsonschema:"minimum=1"`
	// How often the schedule makes a backup.
	Schedule string `yaml:"schedule" jsonschema:"enum=daily,enum=weekly,enum=monthly"`
	// Where the indexes can be built from again, such as an S3 URL.
	ImportSource string `yaml:"import_source" jsonschema:"minLength=1"`
}

// Monitoring says how a project is watched.
type Monitoring struct {
	// The path of the Prometheus configuration that scrapes the project, from the manifest's folder or the
	// repository's root.
	Prometheus string `yaml:"prometheus" jsonschema:"minLength=1"`
	// The paths of alert rules, from the manifest's folder or the repository's root; globs are allowed.
	Rules []string `yaml:"rules" jsonschema:"minLength=1"`
	// Metrics of your own programs that begin with pinecone_ and are none of Pinecone's; * stands for any text.
	OwnMetrics []string `yaml:"own_metrics" jsonschema:"minLength=1"`
	// Datadog's integration watches the project.
	Datadog bool `yaml:"datadog"`
	// Another monitor that watches the project, in a few words.
	Other string `yaml:"other" jsonschema:"minLength=1"`
	// The name of the API key that the monitor uses, never its value.
	APIKey string `yaml:"api_key" jsonschema:"minLength=1"`
}

// Commitments is what was promised to others about a project's data.
type Commitments struct {
	// Within how many days data is erased for good on request.
	ErasureDays int `yaml:"erasure_days" jsonschema:"minimum=1"`
	// For how many days audit events are kept.
	AuditEventDays int `yaml:"audit_event_days" jsonschema:"minimum=1"`
}
