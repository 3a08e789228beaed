package collect

import "github.com/pinelint/pinelint/pkg/snapshot"

// move says which attribute of a platform is which of the model's: an attribute and all
// below it. Where kind is set, the attribute's presence means that value, instead. What
// comes along and is not in the model is dropped by the projection.
type move struct {
	from, to, kind string
	tokens, target []string
}

func from(from, to string) move { return present(from, to, "") }

func present(from, to, kind string) move {
	return move{from: from, to: to, kind: kind, tokens: snapshot.Tokens(from), target: snapshot.Tokens(to)}
}

// indexMoves are from the Terraform provider (spec and embed in version 3 and 4; schema,
// deployment and read_capacity from version 5; pods and what they are, of providers from before
// there was anything else) and from the API: IndexModel until
// 2026-04 (spec), and from 2026-07 (deployment by deployment_type, schema by type), by
// root. Of two moves to one place the first that finds something counts.
//
//nolint:gochecknoglobals // a table that nothing writes
var indexMoves = map[string][]move{
	"spec": append(append([]move{
		present("/spec/serverless", "/deployment", "serverless"),
		present("/spec/pod", "/deployment", "pod"),
		present("/spec/byoc", "/deployment", "byoc"),
		from("/spec/serverless/cloud", "/cloud"),
		from("/spec/serverless/region", "/region"),
		from("/spec/serverless/source_collection", "/source_collection"),
		from("/spec/pod/source_collection", "/source_collection"),
		from("/spec/pod/environment", "/environment"),
		from("/spec/byoc/environment", "/environment"),
		from("/spec/pod", "/pod"),
	}, capacityMoves("/spec/serverless/read_capacity")...), capacityMoves("/spec/byoc/read_capacity")...),
	"deployment": {
		present("/deployment/managed", "/deployment", "serverless"),
		present("/deployment/pod", "/deployment", "pod"),
		present("/deployment/byoc", "/deployment", "byoc"),
		from("/deployment/managed/cloud", "/cloud"),
		from("/deployment/managed/region", "/region"),
		from("/deployment/pod/environment", "/environment"),
		from("/deployment/byoc/environment", "/environment"),
		from("/deployment/pod", "/pod"),
	},
	"read_capacity": capacityMoves("/read_capacity"),
	"pods":          {present("/pods", "/deployment", "pod")},
	"pod_type":      {present("/pod_type", "/deployment", "pod"), from("/pod_type", "/pod/pod_type")},
	"replicas":      {present("/replicas", "/deployment", "pod"), from("/replicas", "/pod/replicas")},
}

func capacityMoves(at string) []move {
	moves := []move{
		from(at, "/read_capacity"),
		present(at+"/dedicated", "/read_capacity/mode", "Dedicated"),
		present(at+"/on_demand", "/read_capacity/mode", "OnDemand"),
	}
	for _, below := range []string{"/dedicated", "/dedicated/manual"} {
		for _, name := range []string{"/node_type", "/replicas", "/shards"} {
			moves = append(moves, from(at+below+name, "/read_capacity"+name))
		}
	}
	return moves
}

// fieldMoves are those of one field of the schema, as the provider nests it; the API's
// form is brought into that one before. A field with a name of one's own that is searched
// makes the index one of documents.
func fieldMoves(field string) []move {
	moves := []move{
		present(field+"/dense_vector", "/vector_type", "dense"),
		from(field+"/dense_vector/dimension", "/dimension"),
		from(field+"/dense_vector/metric", "/metric"),
		present(field+"/sparse_vector", "/vector_type", "sparse"),
		from(field+"/sparse_vector/metric", "/metric"),
		from(field+"/semantic_text/model", "/embed/model"),
		from(field+"/semantic_text/dimension", "/embed/dimension"),
		from(field+"/semantic_text/metric", "/embed/metric"),
		from(field+"/semantic_text/dimension", "/dimension"),
		from(field+"/semantic_text/metric", "/metric"),
		from(field+"/semantic_text/vector_type", "/vector_type"),
	}
	switch name := snapshot.Tokens(field)[2]; name {
	case "_values", "_sparse_values", anyField:
		return moves
	}
	for _, kind := range []string{"/dense_vector", "/sparse_vector", "/string/full_text_search"} {
		moves = append(moves, present(field+kind, "/documents", "true"))
	}
	return moves
}

// sparseMoves are those of an index with no dense vectors, which is compared by the one metric
// of sparse ones. Until 2026-04 the API shows that metric, from 2026-07 on it does not.
func sparseMoves(fields []string) []move {
	moves := make([]move, len(fields))
	for i, field := range fields {
		moves[i] = present(snapshot.Child("/schema/fields", field)+"/sparse_vector", "/metric", "dotproduct")
	}
	return moves
}
