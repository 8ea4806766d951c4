plugins {
    id("com.android.application")
    id("org.jetbrains.kotlin.android")
    id("org.jetbrains.kotlin.plugin.compose")
}

// The words of the web element and those of the phone, where `Words` looks for them.
val words by tasks.registering(Sync::class) {
    from("../../../../bindings/wasm/js/src/element/locales") { into("words/web") }
    from("../../words") { into("words/phone") }
    into(layout.buildDirectory.dir("words"))
}

android {
    namespace = "org.betterwork.example.status"
    compileSdk = 35
    defaultConfig {
        applicationId = "org.betterwork.example.status"
        minSdk = 26
        targetSdk = 35
        versionCode = 1
        versionName = "0.1.0"
    }
    buildFeatures { compose = true }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    sourceSets["main"].java.srcDir("../../app")
    sourceSets["main"].resources.srcDir(layout.buildDirectory.dir("words"))
}

tasks.named("preBuild") { dependsOn(words) }

dependencies {
    implementation(files("libs/betterwork-0.1.0.aar"))
    implementation("net.java.dev.jna:jna:5.18.0@aar")
    implementation("org.jetbrains.kotlinx:kotlinx-coroutines-android:1.10.2")
    implementation("org.jetbrains.kotlinx:kotlinx-serialization-json:1.9.0")
    implementation("androidx.activity:activity-compose:1.10.1")
    implementation(platform("androidx.compose:compose-bom:2025.05.01"))
    implementation("androidx.compose.material3:material3")
}
