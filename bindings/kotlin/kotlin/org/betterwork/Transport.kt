// How an exchange is read: one file after another, over HTTP or however the host likes.
package org.betterwork

import java.io.IOException
import java.io.InputStream
import java.net.HttpURLConnection
import java.net.URI
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/** Reads the files of an exchange. A host that has an HTTP client of its own writes one of these for it. */
public fun interface Transport {
    /**
     * Returns the file at a path below the exchange's address, or null where there is none.
     *
     * @param path such as `checkpoint` or `status/2026-1`
     * @param limit the most bytes: more are an [IOException]
     * @throws IOException where the network is away, or the server does not answer as it should
     */
    public suspend fun get(path: String, limit: Int): ByteArray?
}

/**
 * Reads an exchange over HTTPS, with what the JVM and Android both have.
 *
 * @param address the exchange's address, such as `https://exchange.example/`; without TLS on this machine only
 * @param token what the exchange asks of its subscribers; it goes to that host only
 */
public class HttpTransport @JvmOverloads constructor(address: URI, private val token: String? = null) : Transport {
    private val address = if (address.path.orEmpty().endsWith("/")) address else URI("$address/")

    init {
        val isHere = address.host in listOf("localhost", "127.0.0.1", "[::1]")
        require(address.scheme == "https" || address.scheme == "http" && isHere) { "`$address` is not https, so that others could read along" }
    }

    override suspend fun get(path: String, limit: Int): ByteArray? =
        withContext(Dispatchers.IO) {
            val connection = address.resolve(path).toURL().openConnection() as HttpURLConnection
            // A cancelled call does not wait for a slow server: another thread cuts the line.
            val watch = launch(start = CoroutineStart.UNDISPATCHED) {
                try {
                    awaitCancellation()
                } finally {
                    connection.disconnect()
                }
            }
            try {
                read(connection, path, limit)
            } finally {
                watch.cancel()
            }
        }

    private fun read(connection: HttpURLConnection, path: String, limit: Int): ByteArray? {
        connection.connectTimeout = 10_000
        connection.readTimeout = 30_000
        // A redirect could lead the token elsewhere.
        connection.instanceFollowRedirects = false
        token?.let { connection.setRequestProperty("Authorization", "Bearer $it") }
        return when (val status = connection.responseCode) {
            200 -> connection.inputStream.use { limited(it, path, limit) }
            404, 410 -> null
            401, 403 -> throw IOException("the exchange does not let this subscriber read `$path` ($status): check the token")
            else -> throw IOException("the exchange answers $status for `$path`")
        }
    }

    private fun limited(stream: InputStream, path: String, limit: Int): ByteArray {
        val bytes = java.io.ByteArrayOutputStream()
        val buffer = ByteArray(16 * 1024)
        while (true) {
            val count = stream.read(buffer)
            if (count < 0) return bytes.toByteArray()
            bytes.write(buffer, 0, count)
            if (bytes.size() > limit) throw IOException("`$path` has more than $limit bytes, the most that such a file may have")
        }
    }
}
