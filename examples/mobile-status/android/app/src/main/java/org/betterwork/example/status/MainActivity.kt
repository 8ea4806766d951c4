// The Android shell: the file that was opened, what the phone remembers, the screen.
package org.betterwork.example.status

import android.content.Intent
import android.net.Uri
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.result.contract.ActivityResultContracts
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import java.io.File
import java.io.FileNotFoundException
import java.util.Locale
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.cancel
import org.betterwork.Remembered
import org.betterwork.TrustList

class MainActivity : ComponentActivity() {
    private val scope = MainScope()
    private val holder by lazy { StatusHolder(scope, Words.of(Locale.getDefault().toLanguageTag())) }
    private val choose = registerForActivityResult(ActivityResultContracts.OpenDocument()) { chosen -> if (chosen == null) finish() else show(chosen) }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        setContent {
            val state by holder.state.collectAsState()
            StatusScreen(state)
        }
        opened(intent)
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        opened(intent)
    }

    private fun opened(intent: Intent) = intent.data?.let(::show) ?: choose.launch(arrayOf("*/*"))

    private fun show(file: Uri) {
        holder.show {
            // The application comes with its own list of who may sign: one that is sent counts only as the next after it.
            val trust = TrustList.open(assets.open("trust.json").use { it.readBytes() })
            Sent(Remembered(File(filesDir, "remembered"), trust)) { contentResolver.openInputStream(file) ?: throw FileNotFoundException("$file") }.read()
        }
    }

    override fun onDestroy() {
        scope.cancel()
        super.onDestroy()
    }
}
