package snapshot

import "strings"

// HostSuffix is how all hosts of Pinecone end.
const HostSuffix = ".pinecone.io"

// InDomain says whether a name of DNS is Pinecone's domain or in it.
func InDomain(name string) bool {
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	return name == HostSuffix[1:] || strings.HasSuffix(name, HostSuffix)
}

// IndexOf is the name of the index in its host, products-abc1234.svc.aped-4627-b74a.pinecone.io:
// what comes before the part that stands for the project, empty where there is no such part.
func IndexOf(host string) string {
	label, _, _ := strings.Cut(host, ".")
	return label[:max(strings.LastIndexByte(label, '-'), 0)]
}
