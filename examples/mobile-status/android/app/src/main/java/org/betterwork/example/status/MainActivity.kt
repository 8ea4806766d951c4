// The Android shell: a scope, the files, the screen.
package org.betterwork.example.status

import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import java.io.File
import java.util.Locale
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.cancel

class MainActivity : ComponentActivity() {
    private val scope = MainScope()

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        val holder = StatusHolder(scope, Words.of(Locale.getDefault().toLanguageTag()))
        val file = { name: String -> File(filesDir, name) }
        holder.show {
            val status = listOf(file("status")).filter(File::isFile)
            // Without the pin nothing is checked: a list without it could be anybody's.
            Files(file("report.sdjwt"), file("trust.json"), file("root.json").readText(), status).read()
        }
        setContent {
            val state by holder.state.collectAsState()
            StatusScreen(state)
        }
    }

    override fun onDestroy() {
        scope.cancel()
        super.onDestroy()
    }
}
