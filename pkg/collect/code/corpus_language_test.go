package code_test

// language is how the snippets of a corpus become files.
type language struct {
	extension, comment   string
	manifest             string // the dependency file, with a version in its place
	oldest, dependencies string
	end                  string // what closes the class that a head opens
}

func languages() map[string]language {
	return map[string]language{
		"csharp":     {".cs", "//", "app.csproj", "4.0.0", `<PackageReference Include="Pinecone.Client" Version="%s" />`, "}\n"},
		"java":       {".java", "//", "pom.xml", "6.0.0", "<artifactId>pinecone-client</artifactId>\n<version>%s</version>", "}\n"},
		"python":     {".py", "#", "requirements.txt", "6.0.2", "pinecone==%s\n", ""},
		"go":         {".go", "//", "go.mod", "4.1.2", "require github.com/pinecone-io/go-pinecone/v4 v%s\n", ""},
		"typescript": {".ts", "//", "package.json", "3.0.3", `{"dependencies": {"@pinecone-database/pinecone": "%s"}}`, ""},
	}
}
