package assemble

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// keepsInPinecone says whether a knowledge base has its vectors in an index.
func keepsInPinecone(base *snapshot.Observation) bool {
	storage, _ := base.Values["storage_configuration"].(map[string]any)
	return storage["type"] == "PINECONE" || mayReach(base, "/storage_configuration/pinecone_configuration")
}

// unifyModel names the model of a knowledge base, in which its ARN ends, also where the
// region in the ARN is not known.
func unifyModel(base *snapshot.Observation) {
	const pointer = "/knowledge_base_configuration/vector_knowledge_base_configuration/embedding_model_arn"
	value, _ := snapshot.Lookup(base.Values, pointer)
	arn, ok := value.(string)
	if !ok {
		arn = base.Unknown[pointer].Pattern
	}
	model := arn[strings.LastIndexByte(arn, '/')+1:]
	if model != "" && !strings.ContainsAny(model, "${}") {
		base.Values["embedding_model"] = model
	}
}
