package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

func tokens(pointer string) []string {
	parts := strings.Split(pointer, "/")[1:]
	for i, part := range parts {
		parts[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
	}
	return parts
}

func childOf(at *yaml.Node, token string) *yaml.Node {
	if at.Kind == yaml.SequenceNode {
		index, _ := strconv.Atoi(token)
		return at.Content[index]
	}
	for i := 0; i+1 < len(at.Content); i += 2 {
		if at.Content[i].Value == token {
			return at.Content[i+1]
		}
	}
	return nil
}

// withoutTimes writes dates as JSON has them, and keys as texts.
func withoutTimes(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for key, below := range value {
			value[key] = withoutTimes(below)
		}
	case map[any]any:
		texts := map[string]any{}
		for key, below := range value {
			texts[fmt.Sprint(key)] = withoutTimes(below)
		}
		return texts
	case []any:
		for i, below := range value {
			value[i] = withoutTimes(below)
		}
	case time.Time:
		if value.Equal(value.Truncate(24 * time.Hour)) {
			return value.Format(time.DateOnly)
		}
		return value.Format(time.RFC3339)
	}
	return value
}
