package config

// Index is one index: what it is, and what it is designed for.
type Index struct {
	// The index's name.
	Name string `yaml:"name" jsonschema:"required,minLength=1"`
	// The cloud that the index is in.
	Cloud string `yaml:"cloud" jsonschema:"enum=aws,enum=gcp,enum=azure"`
	// The cloud's region that the index is in, such as us-east-1.
	Region string `yaml:"region" jsonschema:"minLength=1"`
	// How the index is run.
	Deployment string `yaml:"deployment" jsonschema:"enum=serverless,enum=pod,enum=byoc"`
	// How many numbers a vector has.
	Dimension int `yaml:"dimension" jsonschema:"minimum=1"`
	// How vectors are compared.
	Metric string `yaml:"metric" jsonschema:"enum=cosine,enum=euclidean,enum=dotproduct"`
	// Whether the vectors are dense or sparse.
	VectorType string `yaml:"vector_type" jsonschema:"enum=dense,enum=sparse"`
	// Whether the index is protected from deletion.
	DeletionProtection string `yaml:"deletion_protection" jsonschema:"enum=enabled,enum=disabled"`
	// The index's tags.
	Tags map[string]string `yaml:"tags"`
	// The embedding model that makes the vectors.
	Model string `yaml:"model" jsonschema:"minLength=1"`
	// How many records the index is to hold.
	Records int64 `yaml:"records" jsonschema:"minimum=0"`
	// How the records get in: import for bulk loads from object storage, upsert for requests.
	Load string `yaml:"load" jsonschema:"enum=import,enum=upsert"`
	// What record ids look like, such as document_id#chunk_number.
	IDPattern string `yaml:"id_pattern" jsonschema:"minLength=1"`
	// The length of the longest record id, in characters.
	IDLength int `yaml:"id_length" jsonschema:"minimum=1"`
	// The names of the metadata fields of a record.
	Metadata []string `yaml:"metadata" jsonschema:"minLength=1"`
	// The size of the largest record's metadata, in bytes.
	MetadataBytes int `yaml:"metadata_bytes" jsonschema:"minimum=0"`
	// The largest number of results that a query asks for.
	TopK int `yaml:"top_k" jsonschema:"minimum=1"`
	// The largest number of records in one upsert.
	Batch int `yaml:"batch" jsonschema:"minimum=1"`
	// How many namespaces the load is spread over.
	Namespaces int `yaml:"namespaces" jsonschema:"minimum=1"`
	// The highest rates that the index must bear.
	Peak Peak `yaml:"peak"`
	// The last measurement of how good the results are.
	Evaluation Evaluation `yaml:"evaluation"`
}

// Peak has the highest rates of requests that an index must bear.
type Peak struct {
	// Queries in a second.
	QueriesPerSecond float64 `yaml:"queries_per_second" jsonschema:"minimum=0"`
	// Upserts in a second.
	UpsertsPerSecond float64 `yaml:"upserts_per_second" jsonschema:"minimum=0"`
	// Updates in a second.
	UpdatesPerSecond float64 `yaml:"updates_per_second" jsonschema:"minimum=0"`
	// Deletes in a second.
	DeletesPerSecond float64 `yaml:"deletes_per_second" jsonschema:"minimum=0"`
	// Fetches in a second.
	FetchesPerSecond float64 `yaml:"fetches_per_second" jsonschema:"minimum=0"`
}

// Evaluation is the last measurement of an index's results.
type Evaluation struct {
	// What was measured, such as recall@10.
	Metric string `yaml:"metric" jsonschema:"minLength=1"`
	// What it was.
	Value float64 `yaml:"value"`
	// What it must not fall below.
	Threshold float64 `yaml:"threshold"`
	// The day of the measurement.
	Date Date `yaml:"date"`
}
