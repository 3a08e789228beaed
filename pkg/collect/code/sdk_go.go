package code

import (
	"strings"
)

const (
	golangSDK   = "github.com/pinecone-io/go-pinecone"
	langchaingo = "github.com/tmc/langchaingo/vectorstores/pinecone"
)

// golangClass takes the functions that make a client for its class.
func golangClass(module, name string) (kind, string) {
	if module == langchaingo && (name == "New" || name == "Store") {
		return storeClass, "langchain"
	}
	if !strings.HasPrefix(module, golangSDK) {
		return nothing, ""
	}
	switch name {
	case "NewClient", "NewClientBase", "Client":
		return clientClass, ""
	case "IndexConnection":
		return indexClass, ""
	default:
		return nothing, ""
	}
}
