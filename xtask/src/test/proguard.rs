//! The rules for R8 and ProGuard: an application that is shrunk and renamed by them still verifies.

use std::fs;
use std::path::Path;

use super::kotlin::{maven, write};
use crate::process::{command, output, root};
use crate::steps::Failure;

const RULES: &str = "bindings/kotlin/android/proguard.txt";

const LIST: &str = "mvn org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=classpath";

/// ProGuard, which reads the same rules as R8; a tool of the tests, no part of what is shipped.
const PROGUARD: &str = "\
<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId><artifactId>shrinker</artifactId><version>1.0</version>
  <dependencies><dependency><groupId>com.guardsquare</groupId><artifactId>proguard-base</artifactId><version>7.7.0</version></dependency></dependencies>
</project>
";

/// What an application's own build says: its classes, where the JDK is, where it starts. Annotations are not there at run time.
const APPLICATION: &str = "\
-outjars small.jar
-libraryjars <java.home>/jmods/java.base.jmod(!**.jar;!module-info.class)
-libraryjars <java.home>/jmods/java.logging.jmod(!**.jar;!module-info.class)
-libraryjars <java.home>/jmods/java.desktop.jmod(!**.jar;!module-info.class)
-keep class StatusKt { public static void main(java.lang.String[]); }
-dontwarn **
-dontnote **
";

/// Shrinks the compiled `project` with our rules, runs `StatusKt` of it over the demo, and returns what it says.
pub(super) fn shrunk(project: &Path, demo: &Path) -> Result<String, Failure> {
    write(project, "shrinker/pom.xml", PROGUARD)?;
    let shrinker = project.join("shrinker");
    maven(LIST, project)?;
    maven(LIST, &shrinker)?;
    let mut settings = String::from("-injars target/classes\n");
    for jar in read(&project.join("classpath"))?.trim().split(':') {
        settings.push_str(&format!("-injars '{jar}'(!META-INF/**)\n"));
    }
    settings.push_str(APPLICATION);
    settings.push_str(&read(&root().join(RULES))?);
    write(project, "application.pro", &settings)?;
    let tools = read(&shrinker.join("classpath"))?;
    output(command("java", &["-cp", tools.trim(), "proguard.ProGuard", "@application.pro"]).current_dir(project))?;
    output(command("java", &["-cp", "small.jar", "StatusKt"]).arg(demo).current_dir(project))
}

fn read(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| Failure::new(format!("cannot read {}: {error}", file.display())))
}
