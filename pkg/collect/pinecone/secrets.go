package pinecone

import (
	"strings"
	"sync"

	"github.com/pinelint/pinelint/pkg/collect"
)

// secrets are the credentials in use. Those without a published shape, which
// [collect.Redact] cannot know, are taken out of everything that the service says.
type secrets struct {
	mu       sync.RWMutex
	pairs    []string
	replacer *strings.Replacer
}

// leastSecret is the length of what counts: replacing less would destroy other text.
const leastSecret = 8

func (s *secrets) add(secret string) {
	if len(secret) < leastSecret {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pairs = append(s.pairs, secret, collect.Redacted)
	s.replacer = strings.NewReplacer(s.pairs...)
}

// text takes all secrets out of a text.
func (s *secrets) text(text string) string {
	s.mu.RLock()
	replacer := s.replacer
	s.mu.RUnlock()
	if replacer != nil {
		text = replacer.Replace(text)
	}
	return collect.Redact(text)
}

// tree takes all secrets out of a tree, which it changes.
func (s *secrets) tree(value any) any {
	switch node := value.(type) {
	case string:
		return s.text(node)
	case []any:
		for i, child := range node {
			node[i] = s.tree(child)
		}
	case map[string]any:
		for key, child := range node {
			clean := s.text(key)
			if clean != key {
				delete(node, key)
			}
			node[clean] = s.tree(child)
		}
	}
	return value
}
