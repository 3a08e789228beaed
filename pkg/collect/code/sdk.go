package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// kind is what something is to Pinecone.
type kind int

const (
	nothing kind = iota
	clientClass
	indexClass
	storeClass
	client
	index
	store
	inference
	chained // what asks a store that stands in it
)

// class says what the name of a module is, and by which wrapper it comes; the official
// SDKs have none.
func class(language syntax.Language, module, name string) (kind, string) {
	switch language {
	case syntax.Python:
		return pythonClass(module, name)
	case syntax.TypeScript, syntax.TSX:
		return scriptClass(module, name)
	case syntax.Go:
		return golangClass(module, name)
	case syntax.Java:
		return javaClass(module, name)
	case syntax.CSharp:
		return csharpClass(module, name)
	default:
		return nothing, ""
	}
}

func pythonClass(module, name string) (kind, string) {
	switch {
	case module == "pinecone" || strings.HasPrefix(module, "pinecone."):
		switch name {
		case "Pinecone", "PineconeGRPC", "PineconeAsyncio", "AsyncPinecone":
			return clientClass, ""
		case "Index", "GRPCIndex", "GrpcIndex", "IndexAsyncio", "AsyncIndex":
			return indexClass, ""
		}
	case strings.HasPrefix(module, "langchain"):
		switch name {
		case "PineconeVectorStore", "PineconeSparseVectorStore", "Pinecone", "PineconeHybridSearchRetriever":
			return storeClass, "langchain"
		}
	case strings.HasPrefix(module, "llama_index") && name == "PineconeVectorStore":
		return storeClass, "llamaindex"
	case (strings.HasPrefix(module, "haystack") || strings.HasPrefix(module, "pinecone_haystack")) &&
		strings.HasPrefix(name, "Pinecone"):
		return storeClass, "haystack"
	}
	return nothing, ""
}

func scriptClass(module, name string) (kind, string) {
	switch {
	case module == "@pinecone-database/pinecone":
		switch name {
		case "Pinecone", "PineconeClient":
			return clientClass, ""
		case "Index":
			return indexClass, ""
		}
	case strings.Contains(module, "langchain") && (name == "PineconeStore" || name == "PineconeVectorStore"):
		return storeClass, "langchain"
	case strings.Contains(module, "llamaindex") && name == "PineconeVectorStore":
		return storeClass, "llamaindex"
	}
	return nothing, ""
}

// isSDK says whether a module is an SDK of Pinecone or a wrapper of one.
func isSDK(language syntax.Language, module string) bool {
	switch language {
	case syntax.Python:
		return module == "pinecone" || strings.HasPrefix(module, "pinecone.") ||
			strings.Contains(module, "pinecone") && !strings.HasPrefix(module, ".")
	case syntax.Go:
		return strings.HasPrefix(module, "github.com/pinecone-io/") || module == langchaingo
	case syntax.Java:
		return strings.HasPrefix(module, "io.pinecone") || strings.Contains(module, ".pinecone")
	case syntax.CSharp:
		return module == "Pinecone" || strings.HasPrefix(module, "Pinecone.")
	default:
		return strings.HasPrefix(module, "@pinecone-database/") ||
			strings.HasSuffix(module, "/pinecone") && !strings.HasPrefix(module, ".") && !strings.HasPrefix(module, "/")
	}
}

// operation is what a method of something does, empty where it asks Pinecone nothing.
func operation(of kind, method string) string {
	switch of {
	case client:
		return controlOperation(method)
	case index:
		return indexOperation(method)
	case inference:
		if name := asked(method); name == "embed" || name == "rerank" {
			return name
		}
	case store:
		return storeOperation(method)
	default: // what makes none of these asks nothing
	}
	return ""
}

func controlOperation(method string) string {
	name := asked(method)
	for _, verb := range []string{"create", "delete", "configure", "describe", "list"} {
		if strings.HasPrefix(name, verb) {
			return "control"
		}
	}
	return ""
}

func indexOperation(method string) string {
	switch asked(method) {
	case "query", "querynamespaces", "querybyvectorvalues", "querybyvectorid", "querybyvector":
		return "query"
	case "search", "searchrecords", "searchrecordsbyid", "searchrecordsbytext", "searchrecordsbyvector":
		return "search"
	case "upsert", "upsertrecords", "upsertfromdataframe", "upsertvectors":
		return "upsert"
	case "update", "updatevector", "updatebymetadata", "updatevectorsbymetadata":
		return "update"
	case "fetch", "fetchbymetadata", "fetchvectors", "fetchvectorsbymetadata":
		return "fetch"
	case "delete", "deleteone", "deletemany", "deleteall", "deletenamespace", "deletevectorsbyid",
		"deletevectorsbyfilter", "deleteallvectorsinnamespace", "deletebyids", "deletebyfilter":
		return "delete"
	case "list", "listpaginated", "listnamespaces", "listnamespacespaginated", "describenamespace", "listvectors":
		return "list"
	case "describeindexstats":
		return "stats"
	case "startimport", "listimports", "describeimport", "cancelimport", "startbulkimport", "listbulkimports",
		"describebulkimport", "cancelbulkimport":
		return "import"
	default:
		return ""
	}
}

func storeOperation(method string) string {
	if found := haystackOperation(asked(method)); found != "" {
		return found
	}
	name := strings.TrimPrefix(plainName(method), "a")
	switch plain := plainName(method); {
	case strings.HasPrefix(name, "similaritysearch"), strings.HasPrefix(plain, "maxmarginalrelevancesearch"),
		plain == "maxmarginalrelevancesearch", plain == "amaxmarginalrelevancesearch",
		plain == "query", plain == "aquery", plain == "invoke", plain == "ainvoke", plain == "search",
		plain == "getrelevantdocuments", plain == "findrelevant", plain == "searchasync", plain == "vectorizedsearchasync":
		return "query"
	case strings.HasPrefix(plain, "add"), strings.HasPrefix(plain, "aadd"), strings.HasPrefix(plain, "fromdocuments"),
		strings.HasPrefix(plain, "fromtexts"), plain == "asyncadd", plain == "accept", plain == "write",
		plain == "upsertasync", plain == "upsertbatchasync":
		return "upsert"
	case plain == "delete", plain == "adelete", plain == "remove", plain == "removeall", plain == "deleteasync",
		plain == "deletebatchasync":
		return "delete"
	case plain == "getasync", plain == "getbatchasync":
		return "fetch"
	default:
		return ""
	}
}

// isPart says whether a member of an index is a part of it, with methods of its own.
func isPart(name string) bool {
	switch plainName(name) {
	case "vectors", "documents", "namespaces", "records":
		return true
	default:
		return false
	}
}

// opensIndex says whether a method of a client makes the handle of an index.
func opensIndex(method string) bool {
	switch method {
	case "Index", "index", "IndexAsyncio", "index_asyncio", "getIndexConnection", "getAsyncIndexConnection",
		"IndexWithNamespace", "IndexWithAdditionalMetadata":
		return true
	default:
		return false
	}
}

// transport is how a client talks, as its class and its arguments say it.
func transport(language syntax.Language, name string, made *program.Node) string {
	switch lower := strings.ToLower(name); {
	case strings.Contains(lower, "grpc"):
		return "grpc"
	case strings.Contains(lower, "async") && !isBuilt(language):
		return "async"
	}
	if isBuilt(language) && (name == "Index" || name == "AsyncIndex" || name == "IndexClient" || opensIndex(name)) {
		return "grpc" // there is no other way to records
	}
	if language == syntax.Python && made != nil {
		if grpc := argument(made, "grpc"); grpc != nil && grpc.Name == "true" {
			return "grpc"
		}
	}
	return "rest"
}

// asked is the plain name of a method, without the Async that C# ends it with.
func asked(method string) string { return strings.TrimSuffix(plainName(method), "async") }
